# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'restore_offer.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QLabel,
    QListWidget, QListWidgetItem, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

class Ui_RestoreOffer(object):
    def setupUi(self, RestoreOffer):
        if not RestoreOffer.objectName():
            RestoreOffer.setObjectName(u"RestoreOffer")
        RestoreOffer.resize(560, 380)
        self.outer = QVBoxLayout(RestoreOffer)
        self.outer.setSpacing(12)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(16, 16, 16, 16)
        self.reason = QLabel(RestoreOffer)
        self.reason.setObjectName(u"reason")
        self.reason.setWordWrap(True)
        self.reason.setProperty(u"look", u"section")

        self.outer.addWidget(self.reason)

        self.explanation = QLabel(RestoreOffer)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setWordWrap(True)
        self.explanation.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.explanation)

        self.backups = QListWidget(RestoreOffer)
        self.backups.setObjectName(u"backups")
        self.backups.setProperty(u"look", u"roomy")

        self.outer.addWidget(self.backups)

        self.problem = QLabel(RestoreOffer)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"look", u"bad")

        self.outer.addWidget(self.problem)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.restore = QPushButton(RestoreOffer)
        self.restore.setObjectName(u"restore")

        self.buttons.addWidget(self.restore)

        self.anew = QPushButton(RestoreOffer)
        self.anew.setObjectName(u"anew")

        self.buttons.addWidget(self.anew)

        self.leave = QPushButton(RestoreOffer)
        self.leave.setObjectName(u"leave")

        self.buttons.addWidget(self.leave)

        self.buttons_rest = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttons_rest)


        self.outer.addLayout(self.buttons)

        QWidget.setTabOrder(self.backups, self.restore)
        QWidget.setTabOrder(self.restore, self.anew)
        QWidget.setTabOrder(self.anew, self.leave)

        self.retranslateUi(RestoreOffer)

        QMetaObject.connectSlotsByName(RestoreOffer)
    # setupUi

    def retranslateUi(self, RestoreOffer):
        RestoreOffer.setWindowTitle(QCoreApplication.translate("RestoreOffer", u"This profile is damaged", None))
        self.reason.setText("")
        self.explanation.setText(QCoreApplication.translate("RestoreOffer", u"Choose a backup. What is damaged is kept beside it, and whatever can still be read of it is brought over. Finals that wait to be sent come back from their sealed copies.", None))
#if QT_CONFIG(accessibility)
        self.backups.setAccessibleName(QCoreApplication.translate("RestoreOffer", u"Backups, newest first", None))
#endif // QT_CONFIG(accessibility)
        self.problem.setText("")
        self.restore.setText(QCoreApplication.translate("RestoreOffer", u"&Restore this backup", None))
#if QT_CONFIG(accessibility)
        self.restore.setAccessibleName(QCoreApplication.translate("RestoreOffer", u"Restore this backup", None))
#endif // QT_CONFIG(accessibility)
        self.anew.setText(QCoreApplication.translate("RestoreOffer", u"Begin &anew", None))
#if QT_CONFIG(accessibility)
        self.anew.setAccessibleName(QCoreApplication.translate("RestoreOffer", u"Begin with an empty database", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.anew.setToolTip(QCoreApplication.translate("RestoreOffer", u"Sign in again and sync; finals that wait to be sent come back from their sealed copies", None))
#endif // QT_CONFIG(tooltip)
        self.leave.setText(QCoreApplication.translate("RestoreOffer", u"&Leave it as it is", None))
#if QT_CONFIG(accessibility)
        self.leave.setAccessibleName(QCoreApplication.translate("RestoreOffer", u"Leave it as it is", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

