# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'key_sheet.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QHeaderView,
    QLabel, QLineEdit, QPushButton, QSizePolicy,
    QSpacerItem, QTreeWidget, QTreeWidgetItem, QVBoxLayout,
    QWidget)

class Ui_KeySheet(object):
    def setupUi(self, KeySheet):
        if not KeySheet.objectName():
            KeySheet.setObjectName(u"KeySheet")
        KeySheet.resize(720, 600)
        self.outer = QVBoxLayout(KeySheet)
        self.outer.setSpacing(8)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(16, 16, 16, 16)
        self.search = QLineEdit(KeySheet)
        self.search.setObjectName(u"search")
        self.search.setClearButtonEnabled(True)

        self.outer.addWidget(self.search)

        self.keys = QTreeWidget(KeySheet)
        self.keys.setObjectName(u"keys")
        self.keys.setProperty(u"look", u"roomy")
        self.keys.setRootIsDecorated(False)
        self.keys.setIndentation(0)
        self.keys.setUniformRowHeights(True)

        self.outer.addWidget(self.keys)

        self.said = QLabel(KeySheet)
        self.said.setObjectName(u"said")
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.PlainText)

        self.outer.addWidget(self.said)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.paper = QPushButton(KeySheet)
        self.paper.setObjectName(u"paper")
        self.paper.setAutoDefault(False)

        self.buttons.addWidget(self.paper)

        self.push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.leave = QPushButton(KeySheet)
        self.leave.setObjectName(u"leave")

        self.buttons.addWidget(self.leave)


        self.outer.addLayout(self.buttons)


        self.retranslateUi(KeySheet)

        self.leave.setDefault(True)


        QMetaObject.connectSlotsByName(KeySheet)
    # setupUi

    def retranslateUi(self, KeySheet):
        KeySheet.setWindowTitle(QCoreApplication.translate("KeySheet", u"Keys", None))
#if QT_CONFIG(accessibility)
        self.search.setAccessibleName(QCoreApplication.translate("KeySheet", u"Search the keys", None))
#endif // QT_CONFIG(accessibility)
        self.search.setPlaceholderText(QCoreApplication.translate("KeySheet", u"Search the keys", None))
        ___qtreewidgetitem = self.keys.headerItem()
        ___qtreewidgetitem.setText(1, QCoreApplication.translate("KeySheet", u"What it does", None))
        ___qtreewidgetitem.setText(0, QCoreApplication.translate("KeySheet", u"Key", None))
#if QT_CONFIG(accessibility)
        self.keys.setAccessibleName(QCoreApplication.translate("KeySheet", u"Keys and what they do", None))
#endif // QT_CONFIG(accessibility)
        self.paper.setText(QCoreApplication.translate("KeySheet", u"&Print or save as PDF", None))
#if QT_CONFIG(accessibility)
        self.paper.setAccessibleName(QCoreApplication.translate("KeySheet", u"Print or save as PDF", None))
#endif // QT_CONFIG(accessibility)
        self.leave.setText(QCoreApplication.translate("KeySheet", u"Close", None))
#if QT_CONFIG(accessibility)
        self.leave.setAccessibleName(QCoreApplication.translate("KeySheet", u"Close", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

