# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'pick_criterion.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QLabel, QLineEdit,
    QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout,
    QWidget)

class Ui_PickCriterion(object):
    def setupUi(self, PickCriterion):
        if not PickCriterion.objectName():
            PickCriterion.setObjectName(u"PickCriterion")
        PickCriterion.resize(440, 340)
        self.outer = QVBoxLayout(PickCriterion)
        self.outer.setSpacing(8)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(16, 16, 16, 16)
        self.typed = QLineEdit(PickCriterion)
        self.typed.setObjectName(u"typed")

        self.outer.addWidget(self.typed)

        self.criteria = QListWidget(PickCriterion)
        self.criteria.setObjectName(u"criteria")
        self.criteria.setProperty(u"look", u"roomy")

        self.outer.addWidget(self.criteria)

        self.hint = QLabel(PickCriterion)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"look", u"small")

        self.outer.addWidget(self.hint)


        self.retranslateUi(PickCriterion)

        QMetaObject.connectSlotsByName(PickCriterion)
    # setupUi

    def retranslateUi(self, PickCriterion):
        PickCriterion.setWindowTitle(QCoreApplication.translate("PickCriterion", u"Mark for which criterion?", None))
#if QT_CONFIG(accessibility)
        self.typed.setAccessibleName(QCoreApplication.translate("PickCriterion", u"Number or words of a criterion", None))
#endif // QT_CONFIG(accessibility)
        self.typed.setPlaceholderText(QCoreApplication.translate("PickCriterion", u"Number or words of a criterion", None))
#if QT_CONFIG(accessibility)
        self.criteria.setAccessibleName(QCoreApplication.translate("PickCriterion", u"Criteria", None))
#endif // QT_CONFIG(accessibility)
        self.hint.setText(QCoreApplication.translate("PickCriterion", u"Up and Down choose, Enter marks, Escape leaves.", None))
    # retranslateUi

